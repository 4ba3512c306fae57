// Chinese of ../en/look.ts.
import type { look as en } from '../en/look.js';

export const look = {
  'look.theme.is': '主题 {name}；可选：{names}',
  'look.theme.poor': '主题 {name}，以本终端仅有的 16 色显示',
  'look.theme.unknown': '没有主题 {name}{near?；是不是 {near}:}；可选：{names}',
  'look.bad-switch': '{name} 只接受 on 或 off，不接受 {text}',
  'look.switched': '{name} {on?已开启:已关闭}',
  'look.speed.is': '每秒 {speed} 个{unit=stage:阶段|事件}',
  'look.speed.bad': '速度是 {least} 到 {most} 之间的数，不能是 {text}',
  'look.play.bad': 'play 只接受 events 或 stages，不接受 {text}',
  'look.status.playing': '播放中，每秒 {speed} 个{unit=stage:阶段|事件}',
  'look.status.playing-short': '播放 {speed}/s',
  'look.now.playing': '{key} 暂停 · {faster} 加快 · {slower} 放慢',
  'look.key.faster': '加快播放',
  'look.key.slower': '放慢播放',
  'look.key.projector': '投影模式：面板少而大，对比度高；再按一次返回',
  'look.wall.play': '播放',
  'look.wall.leave': '退出投影',
} as const satisfies Record<keyof typeof en, string>;
