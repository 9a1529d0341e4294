// What a page cannot do by itself: the reader's own time, the theme, the menu of a phone, copying. Every page works without.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  const local = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });
  const times = (within) => within.querySelectorAll("time[datetime]").forEach((time) => {
    const at = new Date(time.dateTime);
    if (!isNaN(at)) { time.title = local.format(at); }
  });
  times(document);
  document.addEventListener("htmx:afterSwap", (event) => times(event.target));
  document.addEventListener("htmx:beforeSwap", (event) => {
    // What went wrong is said in place of the answer, not kept quiet.
    if (event.detail.xhr.status >= 400) { location.assign(event.detail.pathInfo.finalRequestPath || location.href); }
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-does]");
    if (!button) { return; }
    if (button.dataset.does === "menu") {
      const open = document.getElementById("menu").classList.toggle("open");
      button.setAttribute("aria-expanded", String(open));
    } else if (button.dataset.does === "theme") {
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      document.cookie = "plimsoll-theme=" + root.dataset.theme + ";path=" + button.dataset.path + ";max-age=31536000;samesite=strict";
    } else if (button.dataset.does === "copy") {
      navigator.clipboard.writeText(document.getElementById(button.dataset.from).textContent).then(() => {
        const before = button.textContent;
        button.textContent = "Copied";
        setTimeout(() => { button.textContent = before; }, 1500);
      });
    } else if (button.dataset.does === "print") {
      print();
    }
  });
})();
