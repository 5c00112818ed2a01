// 法律页面: what scripts add to the law pages; everything works without them.
(() => {
  "use strict";
  document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) window.print(); });

  // ── Places as one types: names for the list under the field ──
  let waiting;
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (field.getAttribute("list") !== "place-names" || event.isComposing) return;
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const list = document.getElementById("place-names");
      try {
        const answer = await fetch(`/law/places/names?place=${encodeURIComponent(field.value)}`);
        if (!answer.ok) return;
        const names = new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll("option");
        list.replaceChildren(...[...names].map((name) => document.adoptNode(name)));
      } catch { /* without names one types the place in full */ }
    }, 200);
  });
})();
