// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>

namespace spectap {

/// "Not Found" for 404: what RFC 9110 has behind the number. Of those no endpoint of ours answers with, a
/// word for the kind of failure; empty for other successes.
[[nodiscard]] QByteArrayView statusPhrase(int status);

} // namespace spectap
