import { MemberListRequest, MemberListResponse } from '../messages/administration.ts';
import { type Method, unary } from '../server/method.ts';
import type { State } from '../server/state.ts';

/** etcd's Cluster service, of a cluster that is one member and stays so. */
export function clusterService(state: State): Method[] {
  return [
    unary(
      '/etcdserverpb.Cluster/MemberList',
      ['cluster/member/list'],
      [MemberListRequest, MemberListResponse],
      () => {
        const { memberId, name, peerUrls, clientUrls } = state.options;
        const member = { ID: memberId, name, peerURLs: peerUrls, clientURLs: clientUrls };
        return { header: state.header(0), members: [member] };
      },
    ),
  ];
}
