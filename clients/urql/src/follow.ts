import type { Client, CombinedError } from "@urql/core";
import { subscribe } from "wonka";

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
    const stop = () => {
      clearTimeout(next);
      current?.unsubscribe();
    };
    const begin = () => {
      const changes = client.subscription(IndicatorChanges, { ids, after });
      current = subscribe<{ data?: IndicatorChangesSubscription; error?: CombinedError }>(({ data, error }) => {
        if (data) {
          const first = after === null;
          after = data.changed.position;
          tries = 0;
          if (first) begun(stop);
          else told(data.changed);
        } else if (error && isCut(error)) {
          current?.unsubscribe();
          next = setTimeout(begin, Math.min(100 * 2 ** tries++, 30_000));
        } else if (error) {
          (after === null ? refused : failed)(error);
        }
      })(changes);
    };
    begin();
  });
}

/** A broken connection, and not a refusal: the service refuses with errors, or with a status from 400 to 499. */
function isCut({ graphQLErrors, response }: CombinedError) {
  const status: number = response?.status ?? 0;
  return graphQLErrors.length === 0 && !(status >= 400 && status < 500);
}
