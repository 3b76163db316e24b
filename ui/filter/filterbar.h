// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/calltype.h"
#include "model/query/query.h"
#include "ui/filter/chip.h"

#include <QToolBar>

#include <array>
#include <vector>

namespace spectap {

class FilterCompleter;
class FilterEdit;
class FilterStore;
class HistoryPopup;
class SavedFilters;
class SessionDocument;
class Settings;

/// Second row of the window: the filter field and the chips that write into it; below them the saved filters,
/// if there are any.
class FilterBar final : public QToolBar
{
    Q_OBJECT

public:
    explicit FilterBar(QWidget *parent = nullptr);

    [[nodiscard]] FilterEdit *edit() const { return m_edit; }
    /// The session whose names and values filters are completed with; it outlives the bar.
    void setDocument(const SessionDocument &document);
    /// Restores filters used and saved, and remembers them.
    void setSettings(Settings *settings);
    /// Nothing typed is waiting, nothing is being looked for.
    [[nodiscard]] bool isSettled() const;
    void setCounts(const std::array<quint32, CallTypeCount> &types, const std::array<quint32, 4> &severities);
    /// Adds a term to what is there.
    void addTerm(const QString &term);
    /// No longer asks for `old` (terms that are there) but for `fresh` (empty: nothing) instead.
    void replaceTerms(const QStringList &old, const QString &fresh);
    /// Has the filter ask for one `time:` term, or for none (empty).
    void setTimeTerm(const QString &term);

signals:
    void helpRequested();

private:
    void showState();
    void showHistory(const QPoint &at);

    FilterEdit *m_edit;
    FilterStore *m_store;
    SavedFilters *m_saved;
    FilterCompleter *m_completer = nullptr;
    HistoryPopup *m_history = nullptr; ///< made when first asked for
    std::vector<Chip *> m_chips;
};

} // namespace spectap
