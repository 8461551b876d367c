import * as messages from '../messages/administration.ts';
import { type Method, unary } from '../server/method.ts';
import type { State } from '../server/state.ts';
import { refusals } from '../status.ts';

/** etcd's Auth service, as far as one serves it that lets everybody in: users can be kept, no more. */
export function authService(state: State): Method[] {
  const users = new Set<string>();
  return [
    unary(
      '/etcdserverpb.Auth/UserAdd',
      ['auth/user/add'],
      [messages.AuthUserAddRequest, messages.AuthUserAddResponse],
      ({ name }) => {
        if (name === '') throw refusals.userEmpty();
        if (users.has(name)) throw refusals.userExists();
        users.add(name);
        return { header: state.header() };
      },
    ),
    unary(
      '/etcdserverpb.Auth/UserList',
      ['auth/user/list'],
      [messages.AuthUserListRequest, messages.AuthUserListResponse],
      () => ({ header: state.header(), users: [...users].sort() }),
    ),
    unary(
      '/etcdserverpb.Auth/UserDelete',
      ['auth/user/delete'],
      [messages.AuthUserDeleteRequest, messages.AuthUserDeleteResponse],
      ({ name }) => {
        if (!users.delete(name)) throw refusals.userNotFound();
        return { header: state.header() };
      },
    ),
    unary(
      '/etcdserverpb.Auth/UserGet',
      ['auth/user/get'],
      [messages.AuthUserGetRequest, messages.AuthUserGetResponse],
      ({ name }) => {
        if (!users.has(name)) throw refusals.userNotFound();
        return { header: state.header() };
      },
    ),
    unary(
      '/etcdserverpb.Auth/RoleList',
      ['auth/role/list'],
      [messages.AuthRoleListRequest, messages.AuthRoleListResponse],
      () => ({ header: state.header() }),
    ),
    unary(
      '/etcdserverpb.Auth/AuthEnable',
      ['auth/enable'],
      [messages.AuthEnableRequest, messages.AuthEnableResponse],
      () => {
        throw users.has('root') ? refusals.rootHasNoRole() : refusals.rootMissing();
      },
    ),
    unary(
      '/etcdserverpb.Auth/AuthDisable',
      ['auth/disable'],
      [messages.AuthDisableRequest, messages.AuthDisableResponse],
      () => ({ header: state.header() }),
    ),
    unary(
      '/etcdserverpb.Auth/Authenticate',
      ['auth/authenticate'],
      [messages.AuthenticateRequest, messages.AuthenticateResponse],
      () => {
        throw refusals.authNotEnabled();
      },
    ),
  ];
}
