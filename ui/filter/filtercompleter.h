// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/filterwords.h"
#include "ui/filter/completionpopup.h"

#include <QObject>
#include <QPointer>

namespace spectap {

class CompletionModel;
class FilterEdit;

/// Completes what is typed into the filter field: asks what was seen, shows it, and handles the keys while
/// the popup is open. Tab accepts, Enter applies, Esc closes.
class FilterCompleter final : public QObject
{
    Q_OBJECT

public:
    FilterCompleter(FilterEdit *edit, const SessionDocument &document);

    [[nodiscard]] bool isOpen() const;
    /// Nothing is being looked for.
    [[nodiscard]] bool isSettled() const { return !m_finder.isBusy(); }
    void close();

signals:
    void helpRequested();

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void follow(bool wanted);
    void ask();
    void take(std::shared_ptr<const FilterWords> words);
    void show();
    void speak();
    void accept(int row);
    bool handleKey(QKeyEvent *key);
    [[nodiscard]] QString title() const;

    FilterEdit *m_edit;
    FilterWordFinder m_finder;
    CompletionModel *m_model;
    QPointer<CompletionPopup> m_popup; ///< made when first needed; a child of the window
    QueryCompletion m_place;
    QueryCompletion m_askedPlace; ///< what m_words are for
    QString m_askedRest;
    FilterWords m_words;
    bool m_moved = false; ///< a line was chosen by key: Enter takes it
};

} // namespace spectap
