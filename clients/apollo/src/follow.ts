import { CombinedGraphQLErrors, type ApolloClient } from "@apollo/client";

import { IndicatorChanges } from "./documents";
import type { IndicatorChangesSubscription } from "./gql/graphql";

type Change = IndicatorChangesSubscription["changed"];

/**
 * Follows indicators without gap or double. Resolves when it has begun: what is read from then on is followed. A cut
 * is resumed from the last position that was told; a refusal is the caller's, of the promise or of `failed`.
 */
export function follow(
  apollo: ApolloClient,
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
      current = apollo.subscribe({ query: IndicatorChanges, variables: { ids, after } }).subscribe({
        next: ({ data, error }) => {
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
        },
        complete: beginAgain, // however it ended: by itself none ever does
      });
    };
    begin();
  });
}

/** A broken connection, and not a refusal: those come as errors, or as a socket closed with 4400, 4401, 4403 … */
function isCut(error: unknown) {
  if (CombinedGraphQLErrors.is(error)) return false;
  const { code } = error as { code?: unknown };
  return typeof code !== "number" || code < 4400 || code === TERMINATED;
}

/** What graphql-ws says when this side ended the socket. */
const TERMINATED = 4499;
