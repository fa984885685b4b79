import { createColumnHelper } from '@tanstack/react-table';
import type { AlertRow } from '../api/types';
import { OutcomeBadge, Score, StatusBadge } from '../ui/Badges';
import { amount, dateTime, timeOfDay } from '../ui/format';

const column = createColumnHelper<AlertRow>();

/** The columns of the list; their widths are in the style sheet. */
export const COLUMNS = [
  column.accessor('event_time', {
    header: 'Time',
    cell: (cell) => (
      <time dateTime={cell.getValue()} title={dateTime(cell.getValue())}>
        {timeOfDay(cell.getValue())}
      </time>
    ),
  }),
  column.accessor('outcome', { header: 'Outcome', cell: (cell) => <OutcomeBadge outcome={cell.getValue()} /> }),
  column.accessor('score', { header: 'Score', cell: (cell) => <Score score={cell.getValue()} /> }),
  column.accessor('amount_minor', {
    header: 'Amount',
    cell: (cell) => (
      <span className="amount">
        {amount(cell.getValue(), cell.row.original.currency)} <small>{cell.row.original.currency}</small>
      </span>
    ),
  }),
  column.accessor('account_id', {
    header: 'Account',
    cell: (cell) => (
      <span className="account mono ellipsis" title={cell.getValue()}>
        {cell.getValue()}
      </span>
    ),
  }),
  column.accessor('merchant_id', {
    header: 'Merchant',
    cell: (cell) => (
      <span className="merchant">
        {cell.row.original.country && <span className="country">{cell.row.original.country}</span>}
        <span className="ellipsis" title={cell.getValue()}>
          {cell.getValue() ?? '–'}
        </span>
      </span>
    ),
  }),
  column.accessor('reasons', {
    header: 'Reasons',
    cell: (cell) => {
      const [first, ...others] = cell.getValue();
      return (
        <span
          className="reason"
          title={cell
            .getValue()
            .map((reason) => reason.sentence)
            .join('\n')}
        >
          <span className="ellipsis">{first?.sentence ?? '–'}</span>
          {others.length > 0 && <span className="more">+{others.length}</span>}
        </span>
      );
    },
  }),
  column.accessor('status', { header: 'Status', cell: (cell) => <StatusBadge alert={cell.row.original} /> }),
];
