// Search over what the page holds; without it every page is still reached by links.
(function () {
  "use strict";
  var all = JSON.parse(document.getElementById("all").textContent).map(function (one) {
    return { text: one[0], to: "browse/" + one[1], folded: fold(one[0]) };
  });
  var form = document.getElementById("search");
  var query = document.getElementById("query");
  var found = document.getElementById("found");
  var count = document.getElementById("count");
  var most = 50;

  function fold(text) {
    return text.toLocaleLowerCase("ru").replace(/ё/g, "е").replace(/\s+/g, " ").trim();
  }

  function show() {
    var words = fold(query.value).split(" ").filter(Boolean);
    var hits = words.length === 0 ? [] : all.filter(function (one) {
      return words.every(function (word) { return one.folded.includes(word); });
    });
    found.textContent = "";
    hits.slice(0, most).forEach(function (one) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      link.href = one.to;
      link.textContent = one.text;
      item.appendChild(link);
      found.appendChild(item);
    });
    var shown = hits.length > most ? ", показано " + most : "";
    count.textContent = words.length === 0 ? "" : "Найдено: " + hits.length + shown;
  }

  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  query.addEventListener("input", show);
  show();
})();
