import type { Exchange, RequestConsole, ShownBody } from '../state/index.ts';
import { bytes, duration } from './units.ts';
import { Waiting } from './waiting.tsx';

/** What became of the last request, and below it of those that were under way when it was sent. */
export function Answers({ requests }: { readonly requests: RequestConsole }) {
  const sent = requests.sent.value;
  if (sent.length === 0) return <Answer exchange={requests.exchange.value} />;
  return (
    <div class="answers">
      {sent.map(({ id, exchange }) => (
        <Answer key={id} exchange={exchange.value} />
      ))}
    </div>
  );
}

/** What came back: status, time and size, headers on demand, body. */
function Answer({ exchange }: { readonly exchange: Exchange }) {
  switch (exchange.state) {
    case 'none':
      return <p class="empty">Send a request: status, headers, body and time appear here.</p>;
    case 'waiting':
      return <Waiting what={`Waiting for the answer to ${exchange.line}`} />;
    case 'failed':
      return (
        <div class="answer" data-status="failed">
          <p class="answer-line">
            <strong>No answer</strong>
            <span>{exchange.line}</span>
            <span>{duration(exchange.tookMs)}</span>
          </p>
          <p>{exchange.message}</p>
        </div>
      );
    case 'answered':
      return <Answered exchange={exchange} />;
  }
}

type AnsweredExchange = Extract<Exchange, { state: 'answered' }>;

function Answered({ exchange }: { readonly exchange: AnsweredExchange }) {
  const { status, reason, line, headers, body, tookMs, complete, broke } = exchange;
  return (
    <div class="answer" data-status={`${Math.floor(status / 100)}xx`}>
      <p class="answer-line">
        <strong>
          {status} {reason}
        </strong>
        <span>{line}</span>
        <span>{duration(tookMs)}</span>
        <span>{bytes(body.bytes)}</span>
      </p>
      <Body body={body} complete={complete} />
      {broke === null ? null : <p>The body ended before it was complete: {broke}</p>}
      <details>
        <summary>
          {headers.length} {headers.length === 1 ? 'header' : 'headers'}
        </summary>
        <dl class="headers">
          {headers.map(([name, value]) => (
            <div key={`${name}: ${value}`}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </details>
    </div>
  );
}

function Body({ body, complete }: { readonly body: ShownBody; readonly complete: boolean }) {
  if (body.text === '') return <p class="empty">{complete ? 'Empty body.' : 'Body to come.'}</p>;
  return (
    <>
      <section class="body" aria-label="Response body">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard must be able to scroll it */}
        <pre tabIndex={0}>{body.text}</pre>
      </section>
      {body.hidden > 0 ? <p class="empty">{bytes(body.hidden)} more are not shown.</p> : null}
    </>
  );
}
