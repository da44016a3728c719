import { graphql } from "relay-runtime";

export const IndicatorPage = graphql`
  query documentsPageQuery($first: Int!, $after: String) {
    indicators(first: $first, after: $after) {
      totalCount
      edges {
        node {
          id
          code
          name
          version
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`;

export const IndicatorManual = graphql`
  query documentsManualQuery($id: ID!) {
    node(id: $id) {
      __typename
      ... on Indicator {
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
`;

export const ReviseIndicator = graphql`
  mutation documentsReviseMutation($input: ReviseIndicatorInput!) {
    reviseIndicator(input: $input) {
      receipt {
        commandId
        position
      }
      userErrors {
        __typename
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
`;

export const IndicatorChanges = graphql`
  subscription documentsChangesSubscription($ids: [ID!]!, $after: LogPosition) {
    changed(ids: $ids, after: $after) {
      position
      nodes {
        __typename
        ... on Indicator {
          id
          version
        }
      }
    }
  }
`;
