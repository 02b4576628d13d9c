// The ways out: share, save or copy, or hand the text to the forge. Nothing leaves the page by any other.
const LONGEST_ADDRESS = 8000;

function files(name, text, photo) {
  const beside = photo ? [photo] : [];
  return [
    [new File([text], name, { type: "text/yaml" }), ...beside],
    // Some systems share no files of kinds that they don't know: the same file as plain text.
    [new File([text], `${name}.txt`, { type: "text/plain" }), ...beside],
  ];
}

const sharable = (name, text, photo) => files(name, text, photo).find((list) => navigator.canShare?.({ files: list }));

/** Whether this device can share a file. */
export const canShare = () => Boolean(navigator.share && sharable("x.yml", "x"));

/** Share the file; return what became of it: shared, stopped or failed. */
export async function share(name, text, photo) {
  try {
    await navigator.share({ files: sharable(name, text, photo) ?? sharable(name, text), title: name });
    return "shared";
  } catch (error) {
    return error.name === "AbortError" ? "stopped" : "failed"; // somebody closed the list of ways
  }
}

/** Let the browser save the file. */
export function save(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/yaml;charset=utf-8" }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Return the address at the forge that opens its form with the text in it, or without it where that is too long. */
export function forgeAddress(repository, text) {
  const bare = `${repository}/issues/new?template=record.yml`;
  const whole = `${bare}&record=${encodeURIComponent(text)}`;
  return whole.length <= LONGEST_ADDRESS ? { address: whole, fits: true } : { address: bare, fits: false };
}

export const open = (address) => window.open(address, "_blank", "noopener");
