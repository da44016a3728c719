import { graphql } from "./gql";

export const IndicatorPage = graphql(`
  query IndicatorPage($first: Int!, $after: String) {
    indicators(first: $first, after: $after) {
      totalCount
      nodes {
        id
        code
        name
        version
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const IndicatorManual = graphql(`
  query IndicatorManual($id: ID!) {
    node(id: $id) {
      ... on Indicator {
        id
        version
        manual {
          name
          family
          purpose
          definition
          formula
          unit
          dataSource
          reportingPeriod
          direction
          cumulative
          numerator
          denominator
          control
          task
          terms {
            name
            meaning
          }
        }
      }
    }
  }
`);

export const ReviseIndicator = graphql(`
  mutation ReviseIndicator($input: ReviseIndicatorInput!) {
    reviseIndicator(input: $input) {
      receipt {
        commandId
        position
      }
      userErrors {
        code
        rule
        message
        path
        hint
        ... on VersionConflict {
          currentVersion
        }
      }
      indicator {
        id
        version
      }
    }
  }
`);

export const IndicatorChanges = graphql(`
  subscription IndicatorChanges($ids: [ID!]!, $after: LogPosition) {
    changed(ids: $ids, after: $after) {
      position
      nodes {
        ... on Indicator {
          id
          version
        }
      }
    }
  }
`);
