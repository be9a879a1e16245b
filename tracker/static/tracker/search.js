// The suggestions below the search box: arrow keys go through them, Escape and leaving the box close them.
"use strict";

document.addEventListener("keydown", (event) => {
  const form = event.target.closest("form[role=search]:has(.suggestions)");
  if (!form) return;
  const box = form.querySelector("input[type=search]");
  const links = [...form.querySelectorAll(".suggestions a")];
  if (event.key === "Escape" && links.length) {
    form.querySelector(".suggestions").replaceChildren();
    box.focus();
    event.preventDefault();
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && links.length) {
    const step = event.key === "ArrowDown" ? 1 : -1;
    const next = links.indexOf(document.activeElement) + step;
    (next < 0 ? box : links[Math.min(next, links.length - 1)]).focus();
    event.preventDefault();
  }
});

document.addEventListener("focusout", (event) => {
  const form = event.target.closest("form[role=search]:has(.suggestions)");
  if (form && !form.contains(event.relatedTarget)) {
    // A click on a suggestion takes the focus later than it leaves the box.
    window.setTimeout(() => {
      if (!form.contains(document.activeElement)) form.querySelector(".suggestions").replaceChildren();
    }, 200);
  }
});
