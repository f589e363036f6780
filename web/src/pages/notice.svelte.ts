/* What the operator says: by the line's stream while the fan waits, else by the sale page. The newer one counts. */
import { onSale } from '../sale/on_sale.svelte.ts';
import { line } from '../line/line.svelte.ts';
import { inLine, type Notice } from '../line/standing.ts';

class CurrentNotice {
  get value(): Notice | null {
    const { standing } = line;
    return inLine(standing) && standing.notice ? standing.notice : onSale.sale;
  }
}

export const currentNotice = new CurrentNotice();
