// Comfort only: every page works without. Shows the buttons that copy, and has them do so.
"use strict";

async function copy(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  // Pages that are not served by HTTPS have no clipboard of their own.
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

for (const button of document.querySelectorAll("[data-copy], [data-copy-address]")) {
  const label = button.textContent;
  button.closest("li").hidden = false;
  button.addEventListener("click", async () => {
    await copy(button.dataset.copy ?? location.href);
    button.textContent = button.dataset.copied;
    button.focus();
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}
