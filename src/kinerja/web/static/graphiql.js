// Starts GraphiQL. `?agency=KTL` asks that agency; without it the token in the headers says which.
"use strict";

(function start() {
  const agency = new URLSearchParams(window.location.search).get("agency");
  const path = agency ? "/a/" + encodeURIComponent(agency) + "/graphql" : "/graphql";
  const fetcher = GraphiQL.createFetcher({
    url: path,
    subscriptionUrl: window.location.origin.replace(/^http/, "ws") + path,
  });
  const query = [
    "# To ask as somebody, add a token to the headers below:",
    '#   "Authorization": "Bearer …"',
    agency ? "# Without one this is the public view." : "# Without one, add ?agency=SWL to the address for the public view.",
    "{",
    "  agency {",
    "    code",
    "    name",
    "  }",
    "}",
    "",
  ].join("\n");
  ReactDOM.createRoot(document.getElementById("graphiql")).render(
    React.createElement(GraphiQL, {
      fetcher: fetcher,
      defaultQuery: query,
      defaultHeaders: JSON.stringify({ "Accept-Language": "id" }, null, 2),
      defaultEditorToolsVisibility: "headers",
    })
  );
})();
