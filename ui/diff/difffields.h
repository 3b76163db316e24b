// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/calldiffloader.h"

#include <QWidget>

#include <memory>

class QCheckBox;
class QLabel;
class QToolButton;

namespace spectap {

class DiffTree;
class DiffTreeModel;
class HintBar;

/// The fields of two compared calls, and above them what of it is to be seen.
class DiffFields final : public QWidget
{
    Q_OBJECT

public:
    explicit DiffFields(QWidget *parent = nullptr);

    /// Stays on the field the person looks at, or goes to the first change. Null: nothing to show.
    void setCalls(std::shared_ptr<const ComparedCalls> calls);
    /// How the calls are to be compared.
    [[nodiscard]] DiffOptions options() const;
    /// To the next or previous change, around at the ends.
    void stepChange(int direction);
    void showField(int field);
    [[nodiscard]] int currentField() const;
    /// Where a switch of the view may stand, before the others.
    void setLeadingWidget(QWidget *widget);
    [[nodiscard]] QWidget *tree() const;

signals:
    /// The calls are to be compared anew, with options().
    void optionsChanged();
    /// -1: none.
    void fieldPicked(int field);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] bool hasRoom() const;
    void openMenu(const QPoint &at);
    void buildBar();
    void updateWords();
    void updatePosition();
    void onFieldPicked(int field);

    std::shared_ptr<const ComparedCalls> m_calls;
    DiffTreeModel *m_model;
    DiffTree *m_tree;
    QWidget *m_bar;
    HintBar *m_hint;
    QCheckBox *m_hideSame = nullptr;
    QCheckBox *m_ignore = nullptr;
    QCheckBox *m_match = nullptr;
    QLabel *m_position = nullptr;
    QToolButton *m_previous = nullptr;
    QToolButton *m_next = nullptr;
    QByteArray m_itemKey;
    QByteArray m_pointer; ///< the field the person looks at, also across calls
    bool m_settling = false;
    bool m_wide = false; ///< long words fit
};

} // namespace spectap
