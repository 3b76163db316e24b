// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessiondocument.h"

#include <QTextBrowser>

#include <memory>

namespace spectap {

/// The Request tab: the HTTP request that brought the call, how it was answered, and, when the call came more
/// than once, what the SDK changed from one time to the next.
class RequestPage final : public QTextBrowser
{
    Q_OBJECT

public:
    explicit RequestPage(QWidget *parent = nullptr);
    void setCall(std::shared_ptr<const CallDocument> call);

protected:
    void changeEvent(QEvent *event) override;

private:
    void write();
    [[nodiscard]] QString mono(const QByteArray &text) const;
    [[nodiscard]] QString about(const Request &request) const;
    [[nodiscard]] QString copies() const;
    [[nodiscard]] QString headers(const Request &request) const;

    std::shared_ptr<const CallDocument> m_call;
};

} // namespace spectap
