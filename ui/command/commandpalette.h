// SPDX-License-Identifier: MIT
#pragma once

#include "ui/command/commandlist.h"

#include <QFrame>

class QLineEdit;
class QTableView;

namespace spectap {

class CommandModel;

/// Every command by a few of its letters. Opens over the window; Enter does the command, Esc closes. A
/// number goes to the call that has it.
class CommandPalette final : public QFrame
{
    Q_OBJECT

public:
    explicit CommandPalette(QWidget *window);

    void open(std::vector<Command> commands);

signals:
    void callRequested(quint32 seq);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void narrow(const QString &pattern);
    void choose(int row);
    void step(int rows);

    QLineEdit *m_edit;
    QTableView *m_list;
    CommandModel *m_model;
};

} // namespace spectap
