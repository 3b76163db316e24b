// SPDX-License-Identifier: MIT
#pragma once

class QAbstractButton;

namespace spectap {

/// The button's icon is `pixels` large beside usual text, and grows with its text from now on.
void setScaledIconSize(QAbstractButton *button, int pixels);

} // namespace spectap
