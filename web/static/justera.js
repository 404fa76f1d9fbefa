// Text that was written but not saved goes along when another button on the draft page is pressed,
// and is not left behind without a question.
"use strict";

const CARRYING = ["accept-finding", "dismiss-finding", "preview", "submit"];
let leaving = false;

function isUnsaved(area) {
  return !area.readOnly && (area.value !== area.defaultValue || area.closest("[data-unsaved]") !== null);
}

document.addEventListener("submit", (event) => {
  const draft = document.getElementById("draft-text");
  const form = event.target;
  const carries = draft !== null && CARRYING.includes(form.dataset.form);
  leaving = carries || form.querySelector("textarea") !== null;
  if (!carries) {
    return;
  }
  for (const name of ["text", "lock"]) {
    form.querySelector(`[data-carried][name="${name}"]`)?.remove();
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = draft.elements[name].value;
    field.dataset.carried = "";
    form.append(field);
  }
});

window.addEventListener("beforeunload", (event) => {
  if (!leaving && [...document.querySelectorAll("form textarea")].some(isUnsaved)) {
    event.preventDefault();
  }
});

window.addEventListener("pageshow", () => {
  leaving = false;
});
