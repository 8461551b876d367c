/**
 * The page's colours by its own names, and the same values for whoever opens the file alone. Meaning
 * has a shape as well: lost and dead have a cross, paused is hatched, late is steep.
 */
export const STYLE = `
.space-time{color-scheme:inherit;font:12px/1 var(--sans,"IBM Plex Sans",system-ui,sans-serif)}
.paper{fill:var(--surface,light-dark(#fffefb,#1c1f23))}
text{fill:var(--ink,light-dark(#22262b,#dfddd7))}
.name{font-weight:600;font-size:13px}
.time,.state,.changed{fill:var(--ink-soft,light-dark(#5b6068,#a2a7ae));font-size:11px}
.label{font:11px var(--mono,"IBM Plex Mono",monospace);paint-order:stroke;stroke:var(--surface,light-dark(#fffefb,#1c1f23));stroke-width:3px}
.held{font-size:11px;fill:var(--teal,light-dark(#0b6a60,#63c7b8))}
.life{stroke:var(--ink-soft,light-dark(#5b6068,#a2a7ae));stroke-width:1.5}
.life.present{stroke-dasharray:1 3}
.life.starting{stroke-dasharray:2 3}
.life.dead{stroke:var(--red,light-dark(#a92a20,#f08d83));stroke-dasharray:5 4;stroke-width:1}
.state.dead{fill:var(--red,light-dark(#a92a20,#f08d83))}
.paused{fill:url(#hatch);stroke:var(--grey,light-dark(#5f646c,#9aa0a7))}
.hatch{stroke:var(--grey,light-dark(#5f646c,#9aa0a7));stroke-width:2}
.message{fill:none;stroke:var(--ink,light-dark(#22262b,#dfddd7));stroke-width:1.2}
.message.reply{stroke:var(--ink-soft,light-dark(#5b6068,#a2a7ae))}
.message.copy{stroke:var(--amber,light-dark(#8a5200,#f0b557));stroke-dasharray:6 3}
.message.lost,.message.broken{stroke:var(--amber,light-dark(#8a5200,#f0b557))}
.message.evidence{stroke:var(--red,light-dark(#a92a20,#f08d83));stroke-width:2}
.label.evidence{fill:var(--red,light-dark(#a92a20,#f08d83));font-weight:600}
.tip{fill:var(--ink,light-dark(#22262b,#dfddd7))}
.cross{fill:none;stroke:var(--amber,light-dark(#8a5200,#f0b557));stroke-width:2}
.cross.dead{stroke:var(--red,light-dark(#a92a20,#f08d83))}
.band{fill:var(--teal-wash,light-dark(#e3f2ee,#182b2a));stroke:var(--teal,light-dark(#0b6a60,#63c7b8))}
.point{fill:var(--amber,light-dark(#8a5200,#f0b557))}
.change{stroke:var(--amber,light-dark(#8a5200,#f0b557));stroke-dasharray:2 4}
.fold{fill:none;stroke:var(--line,light-dark(#dcd7cd,#353a41))}
.failure{stroke:var(--red,light-dark(#a92a20,#f08d83));stroke-width:1.5}
.failed{fill:var(--red,light-dark(#a92a20,#f08d83));font-weight:600}
`;
