// The screen as Ink sees it: one Text per row, and the keys. Everything that matters happened before, in the store.
import { Box, Text, useInput } from 'ink';
import { memo, useCallback, useSyncExternalStore } from 'react';
import { press } from './actions/press.js';
import { keyNames } from './keys.js';
import type { Store } from './store.js';
import type { Theme } from './theme.js';

const Row = memo(function Row({ text }: { text: string }) {
  return <Text wrap="truncate">{text}</Text>;
});

export function App({ store, theme, fail }: { store: Store; theme: Theme; fail: (error: unknown) => void }) {
  const { rows } = useSyncExternalStore(store.subscribe, store.snapshot);
  // The same function for ever: were it a new one, Ink would stop listening for a moment and a key could be lost.
  const onInput: Parameters<typeof useInput>[0] = useCallback(
    (input, key) => {
      try {
        store.batch(() => {
          for (const name of keyNames(input, key)) press(store, name);
        });
      } catch (error) {
        fail(error);
      }
    },
    [store, fail],
  );
  useInput(onInput);
  return (
    <Box flexDirection="column">
      {rows.map((row, y) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
        <Row key={y} text={theme.render(row)} />
      ))}
    </Box>
  );
}
