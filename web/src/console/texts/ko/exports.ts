export const exports = {
  title: '내보내기',
  lead: '전체 표를 CSV(UTF-8)로 내려받아 엑셀에서 바로 열 수 있어요. 시각은 UTC이며, 한국 시각은 9시간을 더한 값이에요. 개인 정보가 들어 있으니 안전하게 보관해 주세요.',
  reservations: '예약',
  reservationsAbout: '모든 예약: 누가, 어느 좌석을, 얼마에, 언제, 어떤 상태로.',
  points: '포인트 내역',
  pointsAbout: '모든 충전과 결제의 원장. 잔액은 항상 이 내역의 합과 같아요.',
  download: 'CSV 내려받기',
  cancel: '중단',
  running: (size: string) => `받는 중… ${size}`,
  done: (name: string, size: string) => `${name} 파일을 저장했어요 (${size}).`,
  stopped: '내려받기를 중단했어요.',
  broken: '연결이 끊겨 파일이 온전하지 않아요. 저장하지 않았어요.',
};
