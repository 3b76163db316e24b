// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/calldiffloader.h"

#include <QWidget>

#include <memory>

class QPushButton;
class QSplitter;
class QToolButton;

namespace spectap {

class DiffCallHeader;
class DiffFields;
class DiffRaw;
class DiffSidePanel;

/// Two calls side by side, with room: what calls they are, their fields, their texts, and what there is to
/// say of it.
class DiffView final : public QWidget
{
    Q_OBJECT

public:
    explicit DiffView(SessionDocument *document, QWidget *parent = nullptr);

    /// Compares B with A; 0 for A: with the call before B of its name.
    void compare(quint32 a, quint32 b);
    /// Forgets the calls: another session is shown.
    void clear();
    /// Reads the calls again: they are judged by other rules now.
    void refresh();
    void setPinned(quint32 seq) { m_pinned = seq; }
    void stepChange(int direction);
    void setSideVisible(bool visible);
    /// "Diff #1102, #1184".
    [[nodiscard]] QString title() const;
    /// The changes as Markdown; empty without two calls.
    [[nodiscard]] QString markdown() const;
    [[nodiscard]] bool isSettled() const { return !m_loader->isBusy(); }

signals:
    void titleChanged(const QString &title);
    /// Calls like one of the two are to be seen.
    void filterRequested(const QString &query);
    /// To be written to a file.
    void saveRequested();
    /// Why the calls cannot be shown.
    void failed(const QString &reason);

private:
    void buildHeader();
    QWidget *makeModeSwitch();
    void connectParts();
    void takeDrops(DiffSide side);
    void ask();
    void showCalls(std::shared_ptr<const ComparedCalls> calls);
    void fillMenu(DiffSide side);
    void swap();
    void showRawOnly(bool only);

    SessionDocument *m_document;
    CallDiffLoader *m_loader;
    std::shared_ptr<const ComparedCalls> m_calls;
    quint32 m_a = 0;
    quint32 m_b = 0;
    quint32 m_pinned = 0;
    QWidget *m_header;
    DiffCallHeader *m_headerA;
    DiffCallHeader *m_headerB;
    QPushButton *m_swap;
    DiffFields *m_fields;
    DiffRaw *m_raw;
    DiffSidePanel *m_side;
    QSplitter *m_splitter; ///< fields over texts
    QWidget *m_fieldsPart;
};

} // namespace spectap
