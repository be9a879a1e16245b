// In the admin's form of a schedule: say in words when the chosen crontab is due.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const data = document.getElementById("readable-crontabs");
  const select = document.getElementById("id_crontab");
  const unused = document.querySelector(".field-crontab_translation");
  if (!data || !select) {
    return;
  }
  if (unused) {
    unused.hidden = true;
  }
  const inWords = JSON.parse(data.textContent);
  const note = document.createElement("div");
  note.className = "help";
  note.setAttribute("aria-live", "polite");
  select.closest(".field-crontab").append(note);

  const show = () => {
    note.textContent = inWords[select.value] || "";
  };
  select.addEventListener("change", show);
  show();
});
