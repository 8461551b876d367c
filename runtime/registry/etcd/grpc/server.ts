import type { Socket } from 'node:net';
import {
  type handleBidiStreamingCall,
  type handleServerStreamingCall,
  type handleUnaryCall,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServerWritableStream,
  type ServiceDefinition,
  type status,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { decodeBinary } from '../binary/decode.ts';
import { encodeBinary } from '../binary/encode.ts';
import { toRefusal } from '../gateway/answer.ts';
import { checkSize, MAX_MESSAGE_BYTES } from '../gateway/limits.ts';
import type { ResponseStream } from '../server/call.ts';
import type { Method, StreamMethod, UnaryMethod } from '../server/method.ts';
import { Refusal } from '../status.ts';

/** etcd's gRPC, on connections that somebody else accepts. Node only: it needs HTTP/2. */
export interface GrpcServer {
  /** Serves a connection on which a client has begun to speak HTTP/2. */
  accept(socket: Socket): void;
  /** Ends all that it serves. */
  close(): void;
}

export function grpcServer(methods: readonly Method[]): GrpcServer {
  const server = new Server({ 'grpc.max_receive_message_length': MAX_MESSAGE_BYTES });
  for (const ofService of byService(methods)) {
    const each = <T>(make: (method: Method) => T) =>
      Object.fromEntries(ofService.map((method) => [method.rpc, make(method)]));
    server.addService(
      each(definitionOf) as ServiceDefinition,
      each(handlerOf) as UntypedServiceImplementation,
    );
  }
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  return {
    accept: (socket) => injector.injectConnection(socket),
    close: () => {
      injector.destroy();
      server.forceShutdown();
    },
  };
}

function byService(methods: readonly Method[]): Iterable<readonly Method[]> {
  const services = new Map<string, Method[]>();
  for (const method of methods) {
    const [, name = ''] = method.rpc.split('/');
    services.set(name, [...(services.get(name) ?? []), method]);
  }
  return services.values();
}

/** A message with its size, which the handler checks: what is thrown while reading loses its code. */
interface Received {
  readonly message: unknown;
  readonly bytes: number;
}

function checked({ message, bytes }: Received): never {
  checkSize(bytes);
  return message as never;
}

function definitionOf({ kind, rpc, request, response }: Method) {
  return {
    path: rpc,
    requestStream: kind === 'bidi',
    responseStream: kind !== 'unary',
    requestSerialize: ({ message }: Received) =>
      Buffer.from(encodeBinary(request, message as never)),
    requestDeserialize: (bytes: Buffer): Received => ({
      message: decodeBinary(request, bytes),
      bytes: bytes.length,
    }),
    responseSerialize: (message: object) => Buffer.from(encodeBinary(response, message as never)),
    responseDeserialize: (bytes: Buffer) => decodeBinary(response, bytes) as object,
  };
}

function handlerOf(method: Method) {
  switch (method.kind) {
    case 'unary':
      return unaryHandler(method);
    case 'server-stream':
      return serverStreamHandler(method);
    case 'bidi':
      return bidiHandler(method);
  }
}

function unaryHandler(method: UnaryMethod): handleUnaryCall<Received, object> {
  return (call, callback) => {
    const onGone = (run: () => void) => call.on('cancelled', run);
    const refuse = (error: unknown) => callback(toStatus(error), null);
    try {
      const answer = method.handle(checked(call.request), { onGone });
      if (answer instanceof Promise) answer.then((message) => callback(null, message), refuse);
      else callback(null, answer);
    } catch (error) {
      refuse(error);
    }
  };
}

function serverStreamHandler(method: StreamMethod): handleServerStreamingCall<Received, object> {
  return (call) => {
    guarded(call, () => {
      const sink = method.open(responseOf(call));
      sink.message(checked(call.request));
      sink.end();
    });
  };
}

function bidiHandler(method: StreamMethod): handleBidiStreamingCall<Received, object> {
  return (call) => {
    const sink = method.open(responseOf(call));
    call.on('data', (received: Received) => guarded(call, () => sink.message(checked(received))));
    call.on('end', () => sink.end());
    call.on('error', () => {});
  };
}

type OutgoingCall = ServerWritableStream<Received, object> | ServerDuplexStream<Received, object>;

function responseOf(call: OutgoingCall): ResponseStream<object> {
  let gone: (() => void) | null = null;
  const isGone = () => {
    gone?.();
    gone = null;
  };
  call.on('cancelled', isGone);
  call.on('close', isGone);
  return {
    send: (message) => {
      const takesMore = call.write(message);
      // A client that does not read is not listened to either.
      if (!takesMore && 'pause' in call) call.pause();
      return takesMore;
    },
    onDrain: (run) =>
      call.on('drain', () => {
        if ('resume' in call) call.resume();
        run();
      }),
    onGone: (run) => {
      gone = run;
    },
    end: () => {
      isGone();
      call.end();
    },
    fail: (refusal) => {
      isGone();
      call.emit('error', toStatus(refusal));
    },
  };
}

function guarded(call: OutgoingCall, run: () => void): void {
  try {
    run();
  } catch (error) {
    call.emit('error', toStatus(error));
  }
}

function toStatus(error: unknown) {
  const { code, message } = error instanceof Refusal ? error : toRefusal(error);
  return { code: code as number as status, details: message, name: 'Refusal', message };
}
