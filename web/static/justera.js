// Text that was written but not saved goes along when another button on the draft page is pressed.
"use strict";

document.addEventListener("submit", (event) => {
  const draft = document.getElementById("draft-text");
  const form = event.target;
  const carries = ["accept-finding", "dismiss-finding", "preview"];
  if (!draft || !carries.includes(form.dataset.form)) {
    return;
  }
  for (const name of ["text", "lock"]) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = draft.elements[name].value;
    form.append(field);
  }
});
