import QtQuick

// The place of something still on its way: one flat tone, no shimmer.
Rectangle {
    color: Theme.surface2
    radius: Theme.radiusM
}
