import QtQuick
import Zaotai.Ui
Rectangle { color: Theme.bg
 Column { x:20;y:20; spacing: 10
  Txt { role: "title"; bold:true; text: "菜品行 · 点一下进一步"; Rectangle{anchors.fill:parent; color:"transparent"; border.color: "red"}}
  Row { spacing: 12; Repeater { model: ["waiting","cooking","ready","notified"]; StateIcon { required property string modelData; lineState: modelData; size: 26 } } }
  PushButton { objectName:"a"; kind: "cooking"; icon:"half"; text: qsTr("此行 → 制作"); key: "Enter" }
  PushButton { objectName:"b"; icon:"bell"; text: qsTr("通知取餐"); key: "F3" }
  PushButton { objectName:"c"; enabled:false; text: "不可用"}
  Row { StatusChip { objectName:"d"; icon:"pulse"; title: "最后消息"; value: "3 秒前" }
  StatusChip { objectName:"e"; icon:"wifi-off"; title: "服务器"; value: "已断开"; level: "bad" } }
 }
}
