import type { ApolloClient } from "@apollo/client";

import { IndicatorChanges } from "./documents";
import type { IndicatorChangesSubscription } from "./gql/graphql";

type Change = IndicatorChangesSubscription["changed"];

/**
 * Follows indicators without gap or double: when the connection is cut, it subscribes again after the last position
 * that was told. Ends when the caller does; an error of the service itself, such as a refusal, is the caller's.
 */
export function follow(apollo: ApolloClient, ids: string[], told: (change: Change) => void) {
  let after: string | null = null;
  let current: { unsubscribe(): void } | undefined;
  let ended = false;
  const begin = () => {
    current = apollo
      .subscribe({ query: IndicatorChanges, variables: { ids, after } })
      .subscribe({
        next: ({ data, error }) => {
          if (data) {
            after = data.changed.position;
            told(data.changed);
          } else if (error && !ended) {
            setTimeout(begin, 100);
          }
        },
      });
  };
  begin();
  return () => {
    ended = true;
    current?.unsubscribe();
  };
}
