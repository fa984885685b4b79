import * as Dialog from '@radix-ui/react-dialog';
import { CloseIcon } from './icons';

const KEYS: readonly (readonly [string, string])[] = [
  ['j / k', 'next / previous alert'],
  ['Enter', 'open the alert'],
  ['Esc', 'close it'],
  ['f / g', 'fraud / genuine, for the open alert'],
  ['u', 'take the last verdict back'],
  ['p', 'hold the list still / let it run'],
  ['/', 'search'],
  ['?', 'this help'],
];

export function Help({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog card" aria-describedby={undefined}>
          <div className="row">
            <Dialog.Title>Keyboard</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label="Close">
              <CloseIcon />
            </Dialog.Close>
          </div>
          <dl className="keys">
            {KEYS.map(([key, meaning]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
