// A box that scrolls sideways can be reached with the keyboard; one that does not is no stop on the way.
(function () {
  function mark() {
    document.querySelectorAll("pre, .table-wrapper, .output, article p").forEach(function (box) {
      if (box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX === "auto") {
        box.tabIndex = 0;
      } else {
        box.removeAttribute("tabindex");
      }
    });
  }
  window.addEventListener("load", mark);
  window.addEventListener("resize", mark);
})();
