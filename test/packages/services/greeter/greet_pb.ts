// As protoc-gen-es writes it for:
//
//   syntax = "proto3";
//   package greet.v1;
//   message GreetRequest { string name = 1; }
//   message GreetResponse { string greeting = 1; }
//   message CountRequest { int32 to = 1; }
//   message CountResponse { int32 number = 1; }
//   service Greeter {
//     rpc Greet(GreetRequest) returns (GreetResponse);
//     rpc Count(CountRequest) returns (stream CountResponse);
//   }
import type { Message } from '@bufbuild/protobuf';
import type { GenFile, GenMessage, GenService } from '@bufbuild/protobuf/codegenv2';
import { fileDesc, messageDesc, serviceDesc } from '@bufbuild/protobuf/codegenv2';

const file: GenFile = fileDesc(
  'CgtncmVldC5wcm90bxIIZ3JlZXQudjEiIgoMR3JlZXRSZXF1ZXN0EhIKBG5hbWUYASABKAlSBG5hbWUiKwoNR3JlZXRSZXNwb25zZRIaCghncmVldGluZxgBIAEoCVIIZ3JlZXRpbmciHgoMQ291bnRSZXF1ZXN0Eg4KAnRvGAEgASgFUgJ0byInCg1Db3VudFJlc3BvbnNlEhYKBm51bWJlchgBIAEoBVIGbnVtYmVyMn8KB0dyZWV0ZXISOAoFR3JlZXQSFi5ncmVldC52MS5HcmVldFJlcXVlc3QaFy5ncmVldC52MS5HcmVldFJlc3BvbnNlEjoKBUNvdW50EhYuZ3JlZXQudjEuQ291bnRSZXF1ZXN0GhcuZ3JlZXQudjEuQ291bnRSZXNwb25zZTABYgZwcm90bzM',
);

export type GreetRequest = Message<'greet.v1.GreetRequest'> & { name: string };
export const GreetRequestSchema: GenMessage<GreetRequest> = messageDesc(file, 0);

export type GreetResponse = Message<'greet.v1.GreetResponse'> & { greeting: string };
export const GreetResponseSchema: GenMessage<GreetResponse> = messageDesc(file, 1);

export type CountRequest = Message<'greet.v1.CountRequest'> & { to: number };
export const CountRequestSchema: GenMessage<CountRequest> = messageDesc(file, 2);

export type CountResponse = Message<'greet.v1.CountResponse'> & { number: number };
export const CountResponseSchema: GenMessage<CountResponse> = messageDesc(file, 3);

export const Greeter: GenService<{
  greet: {
    methodKind: 'unary';
    input: typeof GreetRequestSchema;
    output: typeof GreetResponseSchema;
  };
  count: {
    methodKind: 'server_streaming';
    input: typeof CountRequestSchema;
    output: typeof CountResponseSchema;
  };
}> = serviceDesc(file, 0);
