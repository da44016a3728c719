import type { Client } from "@urql/core";
import { subscribe } from "wonka";

import { IndicatorChanges } from "./documents";
import type { IndicatorChangesSubscription } from "./gql/graphql";

type Change = IndicatorChangesSubscription["changed"];

/** Follows indicators without gap or double: after a cut it subscribes again from the last position that was told. */
export function follow(client: Client, ids: string[], told: (change: Change) => void) {
  let after: string | null = null;
  let ended = false;
  let current: { unsubscribe(): void } | undefined;
  const begin = () => {
    const changes = client.subscription(IndicatorChanges, { ids, after });
    current = subscribe<{ data?: IndicatorChangesSubscription; error?: unknown }>(({ data, error }) => {
      if (data) {
        after = data.changed.position;
        told(data.changed);
      } else if (error && !ended) {
        current?.unsubscribe();
        setTimeout(begin, 100);
      }
    })(changes);
  };
  begin();
  return () => {
    ended = true;
    current?.unsubscribe();
  };
}
