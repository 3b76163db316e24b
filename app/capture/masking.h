// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/request.h"

#include <QByteArray>

#include <vector>

namespace spectap {

/// What stands where a secret was.
inline constexpr char SecretMask[] = "***";

/// Secrets are masked before a Request leaves the connection that read it (sdk-wire 5.5: cookies are shared
/// by all ports of localhost, so a beacon carries the developer's other sessions). What remains says that
/// there was a secret and of which scheme. Write keys name a source and are public in every web page: they
/// stay.

/// Masks the values of Authorization, cookies and the like in place, and secrets in the page's address.
void maskHeaders(std::vector<Header> &headers);
/// The request target with user info and the values of secret query parameters masked.
[[nodiscard]] QByteArray maskedTarget(const QByteArray &target);
/// A token request's body with assertions, secrets and passwords masked; one that is no form is masked whole.
[[nodiscard]] QByteArray maskedTokenBody(const QByteArray &body);
/// Any other body: a form's secrets are masked, as they are sent to wrong addresses too. JSON stays as it is.
[[nodiscard]] QByteArray maskedBody(const QByteArray &body);

} // namespace spectap
