// The schema, by the rules of graphql-eslint for schemas and for Relay.
import graphql from "@graphql-eslint/eslint-plugin";

export default [
  {
    files: ["**/*.graphql"],
    languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema: "./schema.graphql" } } },
    plugins: { "@graphql-eslint": graphql },
    rules: {
      ...graphql.configs["flat/schema-recommended"].rules,
      ...graphql.configs["flat/schema-relay"].rules,
      // Values have no identity: a receipt, a payload, a period's window. What has one implements Node.
      "@graphql-eslint/strict-id-in-types": "off",
      // Short lists are complete lists, only unbounded ones are connections; an entry of the audit trail and a version
      // of an indicator are values, found through what they are of.
      "@graphql-eslint/relay-edge-types": [
        "error",
        { listTypeCanWrapOnlyEdgeType: false, shouldImplementNode: false, withEdgeSuffix: true },
      ],
      // The only directive is GraphQL's own (@oneOf).
      "@graphql-eslint/require-description": ["error", { types: true, rootField: true }],
      // Target.targetId: the readings of one target share it, which an `id` may not do.
      "@graphql-eslint/no-typename-prefix": "off",
    },
  },
];
