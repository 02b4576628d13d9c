// The end of a form: what was written is ready, and the reader chooses the way out. Nothing leaves before.
import { showCard } from "./form-marks.js";
import { canShare, forgeAddress, open, save, share } from "./form-send.js";

// An office may have a telephone alone: which ways there are, is said on the page.
const CONTACT = "راه تماس در «سؤالی دارید؟» همین صفحه است";

const byId = (id) => document.getElementById(id);
const box = byId("form-end");

/** Return the end of a form: `show` with what is to be sent, and `hide`. */
export function ending(form, data, page) {
  const done = byId("form-done");
  const [heading, lead] = [byId("main"), byId("form-lead")];
  let before = [heading.textContent, lead.textContent];
  let made = null;

  heading.tabIndex = -1;

  byId("way-share").hidden = !canShare();
  byId("way-forge").hidden = !data.repository;
  // The first way that there is, is the one that is meant.
  const [first] = [...box.querySelectorAll("li:not([hidden]) [data-way], #outbox-send")];
  for (const way of box.querySelectorAll("[data-way]")) way.classList.toggle("outline", way !== first);

  /** Go from the form to its end or back: the heading of the page says which of the two it is. */
  function turn(isOver) {
    if (isOver && form.hidden === false) before = [heading.textContent, lead.textContent];
    form.hidden = isOver;
    box.hidden = !isOver;
    byId("form-mark").hidden = !isOver;
    [heading.textContent, lead.textContent] = isOver
      ? ["آماده است؛ یک قدم مانده", `${made.title} در همین دستگاه نوشته شده و هنوز به دفتر نرسیده است.`]
      : before;
  }

  const ways = {
    send: () => form.dispatchEvent(new CustomEvent("made", { detail: made })),
    async share() {
      const outcome = await share(made.name, made.text, made.photo);
      if (outcome === "shared") say("به اشتراک گذاشته شد. اگر به دفتر رسید، پیش‌نویس را پاک کنید.");
      if (outcome === "failed") say("این دستگاه فایل را نفرستاد. آن را ذخیره کنید و خودتان بفرستید.");
    },
    save() {
      save(made.name, made.text);
      say(`فایل «${made.name}» ذخیره شد. آن را به دفتر برسانید؛ ${CONTACT}.${beside()}`);
    },
    copy: () => copy(made.text, `متن کپی شد. آن را در پیام خود به دفتر بچسبانید؛ ${CONTACT}.${beside()}`),
    async forge() {
      const { address, fits } = forgeAddress(data.repository, made.bare);
      byId("form-paste").hidden = fits;
      if (fits) {
        open(address);
        if (made.photo) say("تصویر از این راه فرستاده نمی‌شود؛ آن را جدا به دفتر برسانید.");
        return;
      }
      byId("form-text").value = made.bare;
      byId("form-open").onclick = () => open(address);
      await copy(made.bare, "متن کپی شد. آن را در کادر گیت‌هاب بچسبانید.");
    },
  };
  const say = (words) => {
    done.textContent = words;
  };
  const beside = () => (made.photo ? " تصویر را هم کنار آن بفرستید." : "");
  async function copy(text, words) {
    try {
      await navigator.clipboard.writeText(text);
      say(words);
    } catch {
      say("این مرورگر اجازهٔ کپی نداد. فرم را ذخیره کنید.");
    }
  }

  box.addEventListener("click", ({ target }) => ways[target.closest("[data-way]")?.dataset.way]?.());
  byId("form-back").addEventListener("click", () => {
    turn(false);
    byId("form-ready").focus();
  });

  return {
    /** Show the ways out for what was made: its name, text, text without the photo, photo and answers. */
    show(given, values) {
      made = given;
      say("");
      byId("form-paste").hidden = true;
      if (byId("form-card")) showCard(byId("form-card"), data.card, values, page);
      turn(true);
      heading.focus({ preventScroll: true });
      scrollTo({ top: 0 });
    },
    hide: () => !box.hidden && turn(false),
  };
}
