import type { Client, CombinedError } from "@urql/core";
import { onEnd, pipe, subscribe } from "wonka";

import { IndicatorChanges } from "./documents";
import type { IndicatorChangesSubscription } from "./gql/graphql";

type Change = IndicatorChangesSubscription["changed"];

/**
 * Follows indicators without gap or double. Resolves when it has begun: what is read from then on is followed. A cut
 * is resumed from the last position that was told; a refusal is the caller's, of the promise or of `failed`.
 */
export function follow(
  client: Client,
  ids: string[],
  told: (change: Change) => void,
  failed: (reason: unknown) => void = console.error,
) {
  return new Promise<() => void>((begun, refused) => {
    let after: string | null = null;
    let tries = 0;
    let current: { unsubscribe(): void } | undefined;
    let next: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const stop = () => {
      stopped = true;
      clearTimeout(next);
      current?.unsubscribe();
    };
    const beginAgain = () => {
      if (!stopped) next = setTimeout(begin, Math.min(100 * 2 ** tries++, 30_000));
    };
    const begin = () => {
      current = pipe(
        client.subscription(IndicatorChanges, { ids, after }),
        onEnd(beginAgain), // however it ended: by itself none ever does
        subscribe(({ data, error }) => {
          if (data) {
            const first = after === null;
            after = data.changed.position;
            tries = 0;
            if (first) begun(stop);
            else told(data.changed);
          } else if (error) {
            stopped = !isCut(error);
            if (stopped) (after === null ? refused : failed)(error);
          }
        }),
      );
    };
    begin();
  });
}

/** A broken connection, and not a refusal: the service refuses with errors, or with a status from 400 to 499. */
function isCut({ graphQLErrors, response }: CombinedError) {
  const status: number = response?.status ?? 0;
  return graphQLErrors.length === 0 && !(status >= 400 && status < 500);
}
