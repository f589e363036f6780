export const seats = {
  title: '좌석 선택',
  back: '공연 목록',
  notInside: '입장한 뒤에 좌석을 고를 수 있어요',
  notInsideText: '대기열에서 차례가 되면 이 화면으로 바로 올 수 있어요.',
  join: '대기열 들어가기',
  see: '내 순서 보기',
  closed: '판매가 마감됐어요. 이미 선택한 좌석은 결제할 수 있어요.',
  unknownDate: '공연을 찾을 수 없어요.',
  basket: '선택한 좌석',
  remove: (seat: string) => `${seat} 선택 취소`,
  taken: (seats: string) => `${seats} 좌석을 선택했어요.`,
  givenBack: (seats: string) => `${seats} 좌석 선택을 취소했어요.`,
  inAll: (count: number, price: string, seconds: number) =>
    `모두 ${count}석, ${price}이에요. ${Math.floor(seconds / 60)}분 ${seconds % 60}초 안에 결제해 주세요.`,
  releaseFailed: '좌석 선택을 취소하지 못했어요. 다시 시도해 주세요.',
};
