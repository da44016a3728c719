import type { CodegenConfig } from "@graphql-codegen/cli";

// From the live service when KINERJA_URL names one, else from the file that is released with it.
const config: CodegenConfig = {
  schema: process.env.KINERJA_URL ?? "../../schema.graphql",
  documents: "src/**/*.ts",
  generates: {
    "src/gql/": {
      preset: "client",
      presetConfig: { fragmentMasking: false, persistedDocuments: { hashAlgorithm: "sha256" } },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        nonOptionalTypename: true,
        skipTypeNameForRoot: true,
        strictScalars: true,
        scalars: {
          UUID: "string",
          Date: "string",
          DateTime: "string",
          Decimal: "string",
          LogPosition: "string",
        },
      },
    },
  },
};

export default config;
