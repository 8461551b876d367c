/** A lamp for each outcome: the shape says it as well as the colour. */
export function PassedIcon() {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M3 8.5l3.2 3.2L13 5" />
    </svg>
  );
}

export function CrossIcon() {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M4 4l8 8M12 4l-8 8" />
    </svg>
  );
}

export function UnknownIcon() {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M5.500 6.200a2.500 2.500 0 1 1 3.700 2.200c-.8.5-1.200.9-1.200 1.800M8 12.600v.1" />
    </svg>
  );
}

/** A link that is cut: a line with a gap. */
export function BrokenLine() {
  return (
    <svg class="icon line" viewBox="0 0 40 16" aria-hidden="true">
      <path d="M1 8h14M25 8h14M17 4l-2 8M25 4l-2 8" />
    </svg>
  );
}

/** A link that is slow: a wavy line. */
export function WavyLine() {
  return (
    <svg class="icon line" viewBox="0 0 40 16" aria-hidden="true">
      <path d="M1 8q3.200-6 6.300 0t6.300 0 6.300 0 6.300 0 6.300 0 6.300 0" />
    </svg>
  );
}
