/** Text to put in place of `{{name}}`. It is escaped for HTML; use `raw` for what is HTML already. */
export type TemplateValue = string | { readonly raw: string };

/**
 * Fills every `{{name}}` of a template. Throws when the template names a value that is not given,
 * or a value is given that the template does not name: either is a slip of the pen.
 */
export function fillTemplate(
  template: string,
  values: Readonly<Record<string, TemplateValue>>,
): string {
  const unused = new Set(Object.keys(values));
  const filled = template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The template names {{${name}}}, which is not given.`);
    unused.delete(name);
    return typeof value === 'string' ? escapeHtml(value) : value.raw;
  });
  if (unused.size > 0) {
    throw new Error(`The template has no place for ${[...unused].join(', ')}.`);
  }
  return filled;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}

/** JSON that may stand inside a script element: nothing in it can end the element. */
export function jsonForScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
