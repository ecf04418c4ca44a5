// Dragging people on the board of a placement. Everything it does can be done without it, by the forms.
(() => {
  "use strict";
  const board = () => document.querySelector("[data-board]");
  const place = (event) => event.target.closest?.("[data-board] [data-post]");
  let person = "";

  document.addEventListener("dragstart", (event) => {
    const chip = event.target.closest?.("[data-person]");
    if (!chip) return;
    person = chip.dataset.person;
    event.dataTransfer.setData("text/plain", chip.textContent.trim());
    event.dataTransfer.effectAllowed = "move";
  });
  document.addEventListener("dragend", () => {
    person = "";
    for (const over of document.querySelectorAll(".is-over-drop")) over.classList.remove("is-over-drop");
  });
  document.addEventListener("dragover", (event) => {
    const there = place(event);
    if (!person || !there) return;
    event.preventDefault();
    for (const over of document.querySelectorAll(".is-over-drop")) if (over !== there) over.classList.remove("is-over-drop");
    there.classList.add("is-over-drop");
  });
  document.addEventListener("drop", (event) => {
    const there = place(event);
    if (!person || !there) return;
    event.preventDefault();
    const post = there.dataset.post;
    const step = post ? `do=fix&at=${person}-${post}` : `do=free&at=${person}-0`;
    follow(`?${board().dataset.state}&${step}&who=${person}`);
  });

  function follow(address) {
    const link = document.createElement("a");
    link.href = address;
    link.hidden = true;
    board().append(link);
    window.htmx?.process(link);
    link.click();
  }
})();
