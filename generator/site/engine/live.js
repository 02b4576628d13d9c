// Ask for this page anew when what it is made of has changed. Only `generator serve --watch` sends this file.
const { search } = new URL(import.meta.url);
let events;
const follow = () => {
  events?.close(); // a browser has few connections for one host: who does not look needs none
  if (document.visibilityState !== "visible") return;
  events = new EventSource(`/_live/changes${search}`);
  events.onmessage = () => location.reload();
};
document.addEventListener("visibilitychange", follow);
follow();
