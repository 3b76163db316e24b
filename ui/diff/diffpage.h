// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/calldiffloader.h"

#include <QWidget>

#include <memory>

class QLabel;
class QMenu;
class QToolButton;

namespace spectap {

class DiffFields;

/// The Diff tab of the inspector: the call against the one before of its name, the pinned call or any other.
/// Calls are read and compared when the tab is in sight.
class DiffPage final : public QWidget
{
    Q_OBJECT

public:
    explicit DiffPage(SessionDocument *document, QWidget *parent = nullptr);

    /// 0: no call.
    void setCall(quint32 seq);
    /// The call that all others are compared with; 0: none.
    void setPinned(quint32 seq);
    void stepChange(int direction);
    [[nodiscard]] bool isSettled() const { return !m_loader->isBusy(); }

signals:
    /// To be shown with more room.
    void openRequested(quint32 a, quint32 b);
    /// This call is to be the one that others are compared with.
    void pinRequested(quint32 seq);
    /// The person went to a field of the call: its pointer (RFC 6901).
    void fieldPicked(const QByteArray &pointer);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildBar();
    void ask();
    void tellField(int field);
    void showCalls(std::shared_ptr<const ComparedCalls> calls);
    void showNothing(const QString &words);
    void fillMenu();

    SessionDocument *m_document;
    CallDiffLoader *m_loader;
    std::shared_ptr<const ComparedCalls> m_calls;
    QWidget *m_bar;
    QToolButton *m_against = nullptr;
    QToolButton *m_open = nullptr;
    QMenu *m_menu = nullptr;
    DiffFields *m_fields;
    QLabel *m_nothing;
    quint32 m_seq = 0;
    quint32 m_pinned = 0;
    quint32 m_chosen = 0; ///< for this call only; 0: the pinned one, or the one before
    bool m_wantsPrevious = false;
    bool m_stale = false; ///< to be compared when the tab is seen
    bool m_settling = false;
};

} // namespace spectap
