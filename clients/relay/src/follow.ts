import { requestSubscription, type Environment } from "relay-runtime";

import type { documentsChangesSubscription } from "./__generated__/documentsChangesSubscription.graphql";
import { IndicatorChanges } from "./documents";

type Change = documentsChangesSubscription["response"]["changed"];

/** Follows indicators without gap or double: after a cut it subscribes again from the last position that was told. */
export function follow(environment: Environment, ids: string[], told: (change: Change) => void) {
  let after: string | null = null;
  let ended = false;
  let current: { dispose(): void } | undefined;
  const begin = () => {
    current = requestSubscription<documentsChangesSubscription>(environment, {
      subscription: IndicatorChanges,
      variables: { ids, after },
      onNext: (response) => {
        if (!response) return;
        after = response.changed.position;
        told(response.changed);
      },
      onError: () => {
        if (!ended) setTimeout(begin, 100);
      },
    });
  };
  begin();
  return () => {
    ended = true;
    current?.dispose();
  };
}
