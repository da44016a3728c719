// Starts GraphiQL. `?agency=KTL` asks that agency's public address; a token goes into the headers.
"use strict";

(function start() {
  const agency = new URLSearchParams(window.location.search).get("agency");
  const url = agency ? "/a/" + encodeURIComponent(agency) + "/graphql" : "/graphql";
  const fetcher = GraphiQL.createFetcher({ url: url });
  const headers = JSON.stringify({ Authorization: "Bearer <token>", "Accept-Language": "id" }, null, 2);
  const query = "# Put a token into the headers below, or add ?agency=KTL to the address for the public view.\n{\n  agency {\n    code\n    name\n  }\n}\n";
  const root = ReactDOM.createRoot(document.getElementById("graphiql"));
  root.render(
    React.createElement(GraphiQL, {
      fetcher: fetcher,
      defaultQuery: query,
      defaultHeaders: agency ? "" : headers,
      defaultEditorToolsVisibility: "headers",
    })
  );
})();
