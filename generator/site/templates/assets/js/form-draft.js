// The draft: kept in this browser alone, until somebody clears it. Storage may be closed; then nothing is kept.
const KIND = 1;

/** Return the draft of a form, of a correction by its target: `read`, `write` and `clear`. */
export function draft(form, target) {
  const key = `form:${form}:${target ?? ""}`;
  return {
    read() {
      try {
        const kept = JSON.parse(localStorage.getItem(key) ?? "null");
        return kept?.kind === KIND ? kept.values : null;
      } catch {
        return null;
      }
    },
    /** Keep the answers; tell whether they are kept. */
    write(values) {
      try {
        localStorage.setItem(key, JSON.stringify({ kind: KIND, values }));
        return true;
      } catch {
        return false;
      }
    },
    clear() {
      try {
        localStorage.removeItem(key);
      } catch {
        // nothing was kept
      }
    },
  };
}
