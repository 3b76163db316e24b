// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessiondocument.h"

#include <QTextBrowser>

#include <memory>

namespace spectap {

class FindTarget;

/// The Request tab: the HTTP request that brought the call, how it was answered, what else came with it, how
/// the call's time comes about, and, when the call came more than once, what the SDK changed from one time to
/// the next.
class RequestPage final : public QTextBrowser
{
    Q_OBJECT

public:
    explicit RequestPage(const SessionDocument *document, QWidget *parent = nullptr);
    ~RequestPage() override;

    void setCall(std::shared_ptr<const CallDocument> call);
    [[nodiscard]] FindTarget *finder() const;

signals:
    /// A call of the same batch, or a copy, is to be shown.
    void callRequested(quint32 seq);

protected:
    void changeEvent(QEvent *event) override;

private:
    void write();
    [[nodiscard]] QString mono(const QByteArray &text) const;
    [[nodiscard]] QString linkTo(quint32 seq) const;
    [[nodiscard]] QString about(const Request &request) const;
    [[nodiscard]] QString answer(const Request &request) const;
    [[nodiscard]] QString clock() const;
    [[nodiscard]] QString batch() const;
    [[nodiscard]] QString batchRow(quint32 seq, quint32 position) const;
    [[nodiscard]] QString copies() const;
    [[nodiscard]] QString headers(const Request &request) const;

    const SessionDocument *m_document;
    std::shared_ptr<const CallDocument> m_call;
    bool m_wholeBatch = false; ///< somebody asked for all of it
    std::unique_ptr<FindTarget> m_finder;
};

} // namespace spectap
