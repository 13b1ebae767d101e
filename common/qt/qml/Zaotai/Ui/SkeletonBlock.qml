import QtQuick

// The place of something still on its way: one flat tone, no shimmer.
Rectangle {
    color: Theme.line
    radius: Theme.radiusM
}
