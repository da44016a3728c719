import { requestSubscription, type Environment } from "relay-runtime";

import type { documentsChangesSubscription } from "./__generated__/documentsChangesSubscription.graphql";
import { IndicatorChanges } from "./documents";

type Change = documentsChangesSubscription["response"]["changed"];

/**
 * Follows indicators without gap or double. Resolves when it has begun: what is read from then on is followed. A cut
 * is resumed from the last position that was told; a refusal is the caller's, of the promise or of `failed`.
 */
export function follow(
  environment: Environment,
  ids: string[],
  told: (change: Change) => void,
  failed: (reason: unknown) => void = console.error,
) {
  return new Promise<() => void>((begun, refused) => {
    let after: string | null = null;
    let tries = 0;
    let current: { dispose(): void } | undefined;
    let next: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const stop = () => {
      stopped = true;
      clearTimeout(next);
      current?.dispose();
    };
    const beginAgain = () => {
      if (!stopped) next = setTimeout(begin, Math.min(100 * 2 ** tries++, 30_000));
    };
    const begin = () => {
      current = requestSubscription<documentsChangesSubscription>(environment, {
        subscription: IndicatorChanges,
        variables: { ids, after },
        onNext: (response) => {
          if (!response) return;
          const first = after === null;
          after = response.changed.position;
          tries = 0;
          if (first) begun(stop);
          else told(response.changed);
        },
        onError: (error) => {
          if (isCut(error)) beginAgain();
          else (after === null ? refused : failed)(error);
        },
        onCompleted: beginAgain, // by itself none ever ends
      });
    };
    begin();
  });
}

/** A broken connection, and not a refusal: those come as errors, or as a socket closed with 4400, 4401, 4403 … */
function isCut(error: unknown) {
  const { code } = error as { code?: unknown };
  return typeof code === "number" && (code < 4400 || code === TERMINATED);
}

/** What graphql-ws says when this side ended the socket. */
const TERMINATED = 4499;
