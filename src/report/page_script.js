/* Optional: the page is whole without it. */
(function () {
  var d = document;
  window.addEventListener('beforeprint', function () {
    [].forEach.call(d.querySelectorAll('details'), function (x) { x.open = true; });
  });
})();
